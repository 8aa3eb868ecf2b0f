/** As far as anybody plans. Further, and a wrong calendar would take long to answer. */
export const MOST_PREVIEW_MINUTES = 2_635_200;
