/** The look of every control: the kit's variables take their values from theme.css. */
import { createTheme, defaultVariantColorsResolver, MantineProvider } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple, VariantColorsResolver } from '@mantine/core';
import type { ReactNode } from 'react';
import { cspNonce } from './csp-nonce.ts';

/** One blue from near white to near black; the kit wants ten. */
const blue: MantineColorsTuple = [
  '#edf4fe',
  '#dbe8fb',
  '#b4cff6',
  '#8bb5f1',
  '#6ea8fe',
  '#4a8ae0',
  '#1f5fbf',
  '#1b53a8',
  '#16448a',
  '#10346b',
];

/** The kit's greys of the dark scheme, from text to the deepest surface; see theme.css. */
const dark: MantineColorsTuple = [
  '#e4e8ef',
  '#c3cad6',
  '#a3adbd',
  '#8c97a8',
  '#414b5c',
  '#2b3340',
  '#1a1f28',
  '#14181f',
  '#11151b',
  '#0f1319',
];

/** Buttons in the window's own colours: the kit would pick the text on them without regard to the scheme. */
const variantColours: VariantColorsResolver = (input) => {
  const theirs = defaultVariantColorsResolver(input);
  if (input.color === 'red') {
    const soft = { background: 'transparent', hover: 'var(--bad-soft)', color: 'var(--bad)' };
    const filled = { background: 'var(--bad)', hover: 'var(--bad)', color: 'var(--accent-text)' };
    return { ...theirs, ...(input.variant === 'filled' ? filled : soft) };
  }
  const isPrimary = input.color === undefined || input.color === input.theme.primaryColor;
  if (input.variant === 'filled' && isPrimary)
    return { ...theirs, background: 'var(--accent)', hover: 'var(--accent-hover)', color: 'var(--accent-text)' };
  return theirs;
};

const small = { defaultProps: { size: 'xs' } };
const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  headings: { fontWeight: '600' },
  colors: { blue, dark },
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 4 },
  variantColorResolver: variantColours,
  defaultRadius: '4px',
  focusRing: 'auto',
  components: {
    Button: small,
    TextInput: small,
    Textarea: small,
    Select: small,
    Autocomplete: small,
    MultiSelect: small,
    NumberInput: small,
    SegmentedControl: small,
    Checkbox: small,
    Radio: small,
    Table: { defaultProps: { fz: 'xs' } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // Its name says what is being waited for; a plain span may have none.
    Loader: { defaultProps: { role: 'status' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

const variables: CSSVariablesResolver = () => {
  const own = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-muted)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--border-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent)',
  };
  return { variables: {}, light: own, dark: own };
};

export function Theme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => cspNonce}
    >
      {children}
    </MantineProvider>
  );
}
