import { window } from 'vscode';

/** @returns the absolute path of a PEM file */
export async function chooseAuthority(): Promise<string | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Certificate authority of the network or proxy (PEM)',
    openLabel: 'Use This Authority',
    filters: { Certificates: ['pem', 'crt', 'cer'], 'All files': ['*'] },
  });
  return chosen?.[0]?.fsPath;
}
