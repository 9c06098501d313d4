/** Carries the preferences to what they change: the kit's colours, the system's, the density and the size. */
import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { usePreferences } from './preferences.ts';

export function useAppliedPreferences(): void {
  const { theme, density, zoom } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    window.grotto.setTheme(theme);
    setColorScheme(theme === 'system' ? 'auto' : theme);
    // The kit's own function is new at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [theme]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => window.grotto.setZoom(zoom), [zoom]);
}
