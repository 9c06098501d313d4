/** The system's own dialogs, and what was chosen there taken to the wizard. */
import { showPage } from '../app/navigation.ts';
import { addGrants } from './wizard-store.ts';

export async function chooseFiles(): Promise<void> {
  await take(window.grotto.chooseFiles());
}

export async function chooseFolder(): Promise<void> {
  await take(window.grotto.chooseFolder());
}

async function take(chosen: ReturnType<typeof window.grotto.chooseFiles>): Promise<void> {
  const grants = await chosen;
  if (grants.length === 0) return;
  showPage('import');
  await addGrants(grants);
}
