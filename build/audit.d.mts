export const verdict: (text: string) => {readonly ok: boolean; readonly said: string};
