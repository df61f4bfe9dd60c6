// Letters that Unicode does not take apart into a plain one and a mark.
const single = { ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd', ħ: 'h', Ħ: 'h', ı: 'i' }
const double = { ß: 'ss', ẞ: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe', þ: 'th', Þ: 'th' }

const apart = `regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f]', '', 'g')`
const spelled = Object.entries(double).reduce(
  (sql, [letter, letters]) => `replace(${sql}, '${letter}', '${letters}')`,
  `translate(${apart}, '${Object.keys(single).join('')}', '${Object.values(single).join('')}')`,
)

/**
 * fold_text: words as they are searched for, small and without accents, so that "garcia" finds "García". The extensions
 * unaccent and pg_trgm would have to be there on every server, and their operators, which are not leakproof, could use no
 * index below row-level security anyway. Plain ASCII goes the short way.
 */
export const foldText = `
CREATE FUNCTION fold_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(words) = char_length(words) THEN lower(words) ELSE lower(${spelled}) END
$$;
`
