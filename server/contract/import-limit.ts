/** How large a file with an organisation may be. */

/** Bytes; a whole prefecture with all its townships needs a twentieth of it. */
export const IMPORT_BYTES = 5 * 1024 * 1024;
