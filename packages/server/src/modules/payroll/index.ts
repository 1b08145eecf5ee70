export { payPeriodLoader } from './loaders.js';
