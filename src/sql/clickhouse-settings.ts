/** Settings under which the ClickHouse dialect's statements mean what the plan says. They go with every query. */
export const clickhouseSettings: Readonly<Record<string, string | number>> = {
  // Null stands for what is not there, never a default of the type. Aggregates need no setting for it: their arguments can be
  // null, and aggregate_functions_null_for_empty breaks those with a condition where shards work for them.
  join_use_nulls: 1,
  // A column and an alias of one name are two things.
  prefer_column_name_to_alias: 1,
  distributed_product_mode: 'global',
  session_timezone: 'UTC',
  precise_float_parsing: 1,
  output_format_json_escape_forward_slashes: 0,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
  max_query_size: 64 * 2 ** 20,
  max_ast_elements: 5_000_000,
  max_expanded_ast_elements: 20_000_000,
  max_ast_depth: 10_000,
  max_parser_depth: 10_000,
};
