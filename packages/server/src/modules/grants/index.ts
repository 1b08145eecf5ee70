export { GrantView } from './grant.graphql.js';
