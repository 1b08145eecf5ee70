export { ApiKeyMode, Framing } from './access.graphql.js';
export { type Credentials, openGate } from './authenticate-request.js';
export { createPartner, type NewPartner, newPartner } from './create-partner.js';
export { EMPLOYER_CLOCK } from './employer-clock.js';
export { EmployerSettings } from './employer-settings.entity.js';
export { type Employer, findEmployer } from './employers.js';
export { lockEmployer } from './lock-employer.js';
export { settingsOf } from './settings-of.js';
