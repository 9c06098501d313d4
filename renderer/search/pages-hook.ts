/** Rows of a job, fetched page by page as they come into view; only so many pages are kept. */
import { useEffect, useMemo, useReducer, useRef } from 'react';
import type { Cell, Problem, ResultColumn, SearchState } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { problemOf } from '../ui/notes.tsx';

export interface Rows {
  readonly columns: readonly ResultColumn[];
  /** Undefined while its page is on the way. */
  row(index: number): readonly Cell[] | undefined;
  /** Says which rows are in view, so that their pages are fetched. */
  readonly need: (first: number, last: number) => void;
  /** A page could not be read. */
  readonly problem: Problem | undefined;
  readonly retry: () => void;
}

const pageSize = 100;
const mostPages = 40;

interface Pages {
  readonly key: string;
  readonly pages: Map<number, readonly (readonly Cell[])[]>;
  readonly asked: Set<number>;
  problem: Problem | undefined;
}

const noPages = (key: string): Pages => ({ key, pages: new Map(), asked: new Set(), problem: undefined });

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** While the search runs more rows follow those that are there; a page that was not full is asked for again. */
export function useRows(state: SearchState, sort?: Sort): Rows {
  const engine = useEngine();
  const [drawn, redraw] = useReducer((n: number) => n + 1, 0);
  const { job, rowCount, columns, resultVersion } = state;
  // Sorted rows stand elsewhere once there are more of them.
  const key = `${job} ${resultVersion} ${sort === undefined ? '' : `${rowCount} ${sort.column} ${sort.descending}`}`;
  const cache = useRef<Pages>(noPages(''));
  if (cache.current.key !== key) cache.current = noPages(key);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => void (isMounted.current = false);
  }, []);
  return useMemo(() => {
    const isThere = (page: number): boolean =>
      (cache.current.pages.get(page)?.length ?? -1) >= Math.min(pageSize, rowCount - page * pageSize);
    const fetchPage = async (page: number): Promise<void> => {
      const mine = cache.current;
      if (engine === undefined || mine.problem !== undefined || isThere(page) || mine.asked.has(page)) return;
      mine.asked.add(page);
      try {
        const answer = await engine.call('search.page', {
          job,
          offset: page * pageSize,
          count: pageSize,
          ...(sort === undefined ? {} : { sort: { ...sort } }),
        });
        mine.pages.set(page, answer.rows);
        if (mine.pages.size > mostPages) {
          // The page farthest from the one just fetched.
          const farthest = [...mine.pages.keys()].reduce((a, b) => (Math.abs(a - page) >= Math.abs(b - page) ? a : b));
          mine.pages.delete(farthest);
        }
        mine.problem = undefined;
      } catch (error) {
        // Of a job that was closed meanwhile nobody shows this any more.
        mine.problem = problemOf(error);
      }
      mine.asked.delete(page);
      if (mine === cache.current && isMounted.current) redraw();
    };
    return {
      columns,
      problem: cache.current.problem,
      retry: () => {
        cache.current.problem = undefined;
        redraw();
      },
      row: (index) => cache.current.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
      need: (first, last) => {
        for (let page = Math.floor(first / pageSize); page <= Math.floor(Math.max(first, last) / pageSize); page += 1) {
          if (page * pageSize < rowCount) void fetchPage(page);
        }
      },
    };
    // The key stands for job and sort; each page that arrives makes new rows, so that whoever shows them is drawn.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [engine, key, rowCount, columns, drawn]);
}
