/** Functions that DuckDB does not have, written here and called from its SQL. Slower than its own by far: for rare ones only. */
import { createHash } from 'node:crypto';
import { DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { registeredFunctions } from '../sql/registered-functions.ts';

/** Once for an instance: every connection of it knows them then. */
export function registerFunctions(connection: DuckDBConnection): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: registeredFunctions.sha512,
      parameterTypes: [VARCHAR],
      returnType: VARCHAR,
      mainFunction: (_, input, output) => {
        const texts = input.getColumnVector(0);
        for (let row = 0; row < input.rowCount; row += 1) {
          const text = texts.getItem(row);
          output.setItem(row, typeof text === 'string' ? createHash('sha512').update(text).digest('hex') : null);
        }
        output.flush();
      },
    }),
  );
}
