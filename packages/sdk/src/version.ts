/** The version of this package, as in its package.json; sent in `User-Agent`. */
export const version = '0.1.0';
