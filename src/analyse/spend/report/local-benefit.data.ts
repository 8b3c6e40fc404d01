/** Published estimates of what a pound spent does for the local economy. For discussion: nothing that is scored reads this. */
export const LOCAL_BENEFIT = {
  mark: 'CLES for FSB estimate, not used in scoring',
  source: 'Centre for Local Economic Strategies for the Federation of Small Businesses, “Local Procurement: making the most of small business, one year on”, 2013, as quoted in the commissioning select committee report 2014, 3.1.6',
  year: 2013,
  /** Pence of further benefit to the local economy for every pound spent. */
  penceAPound: { localSme: 63n, largerFirm: 40n },
  /** Pounds of value added for every £100 of turnover. */
  valueAddedAHundred: { sme: 34n, large: 27n },
} as const;
