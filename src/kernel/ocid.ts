/**
 * An open contracting identifier: the publisher's prefix, and what the publisher itself calls the contracting process.
 * @param prefix as registered with the Open Contracting Partnership (the setting WANTSUM_OCID_PREFIX)
 * @param name the publisher's own name for the process, the same for good: a reference or an id
 * @see https://standard.open-contracting.org/1.1/en/schema/identifiers/
 */
export const openContractingIdentifier = (prefix: string, name: string): string => `${prefix}-${name.toLowerCase()}`;
