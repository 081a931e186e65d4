/** A program without resources: its preview takes what every preview takes. */
export {};
