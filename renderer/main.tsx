import { createRoot } from 'react-dom/client';
import { listenForEngine, useEngine } from './app/engine.ts';
import { useEffect, useState } from 'react';
import './theme.css';

function App() {
  const engine = useEngine();
  const [text, setText] = useState('waiting');
  useEffect(() => {
    if (!engine) return;
    engine.call('engine.hello', {}).then((hello) => { setText(JSON.stringify(hello)); window.grotto.ready(); }, (error: Error) => setText(error.message));
  }, [engine]);
  return <h1>{text}</h1>;
}
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
listenForEngine();
