// Letters that Unicode does not take apart into a plain one and a mark; capitals too, as lower() leaves them in some locales.
const single = { ø: 'o', Ø: 'o', ł: 'l', Ł: 'l', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd', ħ: 'h', Ħ: 'h', ı: 'i' }
const capitals = { ẞ: 'ß', Æ: 'æ', Œ: 'œ', Þ: 'þ' }
const double = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }

const letters = { ...single, ...capitals }
const apart = `regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f]', '', 'g')`
const spelled = Object.entries(double).reduce(
  (sql, [letter, pair]) => `replace(${sql}, '${letter}', '${pair}')`,
  `translate(lower(${apart}), '${Object.keys(letters).join('')}', '${Object.values(letters).join('')}')`,
)

/**
 * fold_text: words as they are searched for, small and without accents, so that "garcia" finds "García". The extensions
 * unaccent and pg_trgm would have to be allowed on every server, and their operators, which are not leakproof, could use no
 * index below row-level security anyway. One expression, so that it is inlined; plain ASCII goes the short way.
 */
export const foldText = `
CREATE FUNCTION fold_text(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(words) = char_length(words) THEN lower(words) ELSE ${spelled} END
$$;
`
