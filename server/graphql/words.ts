/**
 * What GraphQL says about a document, without the values in it: what somebody typed into the wrong place may be a
 * person's. Names of fields, arguments and types stay, and the place is told by `locations`.
 */
export const withoutValues = (message: string): string =>
  message
    .replace(/^(Syntax Error: .*?\b(?:Name|String|BlockString|Int|Float)) "[\s\S]*"/, '$1')
    .replace(/^(Syntax Error: [^"]*character)[:\s][\s\S]*$/, '$1.')
    .replace(/^(Syntax Error: Invalid number, [^,]*)[\s\S]*$/, '$1.')
    .replace(/ got invalid value [\s\S]*?; /, ' has a value that does not fit; ')
    .replace(/((?:cannot represent|must have|is not|Expected) [^:"]*value): [\s\S]*$/, '$1.')
    .replace(/(Expected value of type "[^"]*"), found [\s\S]*$/, '$1.')
    .replace(
      /^Value "[\s\S]*" does not exist in "(\w+)" enum\.[\s\S]*$/,
      'Value does not exist in "$1"; the schema has those that do.',
    )
    .replace(
      /^(Value|Enum "[^"]*" cannot represent value:?) "[\s\S]*$/,
      '$1 is not one of those that there are.',
    )
    .replace(/^(Unknown operation named) [\s\S]*$/, '$1 like that.')
