/** Texts that would become SQL where a dialect let them. */
export const nasty = [
  `'; DROP TABLE victim; --`,
  `" ; DROP TABLE victim; --`,
  `') ; DROP TABLE victim; /*`,
  `*/ DROP TABLE victim; /*`,
  `\\'; DROP TABLE victim; --`,
  `a\u0000b'c`,
  `$$; DROP TABLE victim; $$`,
  `{}%s%n?`,
  `\u2019 OR 1=1 --`,
  `E'\\x27'`,
  `line\n'break`,
  `"quoted""twice"`,
  `select`,
  '',
];
