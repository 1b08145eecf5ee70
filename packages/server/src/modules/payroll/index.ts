export { payPeriodLoader } from './pay-period-loader.js';
