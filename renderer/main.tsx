/** The page's entry. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import './theme.css';
import './base.css';
import { App } from './app/app.tsx';
import { listenForEngine } from './app/engine.ts';
import { Theme } from './app/theme.tsx';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Theme>
        <App />
      </Theme>
    </StrictMode>,
  );
}
listenForEngine();
