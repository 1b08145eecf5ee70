import { Field, InputType, ObjectType } from 'type-graphql';
import { FILTER_NAMES } from './filters.rules.js';

@ObjectType('GrantFilters', {
  description:
    'What a grant pays for: each list that is there has to name the usage. Names are one whatever their case, spaces, dashes, composition or characters that are not seen, and shown as first given.',
})
export class GrantFiltersView {
  @Field(() => [String], {
    nullable: true,
    description: 'Providers; null for any. A text that ends in `*` stands for all that begin with the rest.',
  })
  readonly providers!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Models, in the same manner.' })
  readonly models!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tools, in the same manner. Usage whose tool is not known is not paid.' })
  readonly tools!: readonly string[] | null;
}

@InputType('GrantFiltersInput', {
  description: 'What a grant pays for: each list that is given has to name the usage. What is left out allows anything.',
})
export class GrantFiltersInput {
  @Field(() => [String], {
    nullable: true,
    description: `Providers, 1 to ${FILTER_NAMES}. A text that ends in \`*\` stands for all that begin with the rest.`,
  })
  providers?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Models, in the same manner: `claude-opus-*`.' })
  models?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Tools, in the same manner. Usage whose tool is not known is not paid.' })
  tools?: string[] | null;
}
