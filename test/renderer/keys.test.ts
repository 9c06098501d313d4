import { describe, expect, it } from 'vitest';
import { isPressed, writtenKeys } from '../../renderer/app/keys.ts';
import { fitOf } from '../../renderer/app/palette/match.ts';
import { appActions } from '../../src/protocol/index.ts';
import type { AppAction } from '../../src/protocol/index.ts';

const press = (key: string, ...held: readonly ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

describe('keys of actions', () => {
  it.each([
    ['CmdOrCtrl+K', press('k', 'ctrl'), false, true],
    ['CmdOrCtrl+K', press('k', 'meta'), true, true],
    ['CmdOrCtrl+K', press('k', 'ctrl'), true, false],
    ['CmdOrCtrl+K', press('k', 'ctrl', 'shift'), false, false],
    ['CmdOrCtrl+Shift+P', press('P', 'ctrl', 'shift'), false, true],
    ['Alt+1', press('1', 'alt'), false, true],
    ['F1', press('F1'), false, true],
    ['F1', press('1'), false, false],
  ])('%s', (keys, event, isMac, expected) => {
    expect(isPressed(keys, event, isMac)).toBe(expected);
  });

  it('are written as the platform writes them', () => {
    expect(writtenKeys('CmdOrCtrl+Shift+P', false)).toBe('Ctrl+Shift+P');
    expect(writtenKeys('CmdOrCtrl+Shift+P', true)).toBe('⌘⇧P');
  });

  it('are given to one action only', () => {
    const all = (appActions as readonly AppAction[]).flatMap(({ keys, otherKeys }) => [keys, otherKeys]);
    const given = all.filter((keys) => keys !== undefined);
    expect(new Set(given).size).toBe(given.length);
    expect(given.length).toBeGreaterThan(10);
  });
});

describe('what the palette finds', () => {
  it.each([
    ['data', 'Data', 'Open the data folder'],
    ['add f', 'Add files...', 'Add data'],
    ['ks', 'Keyboard shortcuts', 'Reports'],
  ])('%s: %s before %s', (typed, better, worse) => {
    expect(fitOf(typed, better)).toBeGreaterThan(fitOf(typed, worse));
  });

  it('says nothing where a word is missing', () => expect(fitOf('data zebra', 'Data')).toBe(0));
});
