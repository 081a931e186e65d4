/** How templates of `gitops/` name what Pulumi hands over; the first group is the name. */

export const mentions = {
  facts: [
    /index (?:\$?\.Values\.|\$?\.|\$)facts "([\w-]+)"/g,
    /(?:\$?\.Values\.|\$)facts\.([\w-]+)/g,
    // Groups of people, which a helper looks up by the fact's name.
    /"fact" "([\w-]+)"/g,
  ],
  switches: [/(?:\$?\.Values\.|\$)switches\.([\w-]+)/g, /index \$?\.Values\.switches "([\w-]+)"/g],
} as const;
