import { Field, ID, ObjectType } from 'type-graphql';
import { ApiKeyMode } from '../modules/access/index.js';

@ObjectType('Me', { description: 'The credential this request was made with.' })
export class MeView {
  @Field(() => ID, { description: 'The API key: `key_01k…`.' })
  readonly keyId!: string;

  @Field(() => ID, { nullable: true, description: 'The partner whose key it is.' })
  readonly partnerId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The employer this request acts for: the one chosen by `X-Employer`, or the one the key is bound to. Null where none is chosen.',
  })
  readonly employerId!: string | null;

  @Field(() => ApiKeyMode, { description: 'Whether the key acts for live or for sandbox employers.' })
  readonly mode!: keyof typeof ApiKeyMode;

  @Field(() => [String], { description: 'What the key may do, such as `offers:read`, in alphabetical order.' })
  readonly scopes!: readonly string[];
}
