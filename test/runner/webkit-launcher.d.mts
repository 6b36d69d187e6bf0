export function hasWebKit(): boolean;
export function openWebKit(url: string, folder: string): {processes(name: string): number[]; stop(): Promise<void>};
