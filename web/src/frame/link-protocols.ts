// Where links of a page may lead, in a new tab.

const protocols = new Set(["http:", "https:", "mailto:"]);

/** Whether a link may lead to an address. A relative one leads nowhere: the page has no place of its own. */
export const isAllowedLink = (address: string): boolean =>
  URL.canParse(address) && protocols.has(new URL(address).protocol);
