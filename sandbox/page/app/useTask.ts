import { useSignal, type ReadonlySignal } from '@preact/signals';

/** Something that the user starts and that can fail. */
export interface Task {
	error: ReadonlySignal<string>;
	/** Runs it and keeps the reason of a failure. @returns whether it went well */
	run: (act: () => Promise<unknown>) => Promise<boolean>;
}

export function useTask(): Task {
	const error = useSignal('');
	return {
		error,
		run: async (act) => {
			try {
				await act();
				error.value = '';
				return true;
			} catch (reason) {
				const isLost = reason instanceof TypeError;
				error.value = isLost ? 'The sandbox does not answer' : (reason as Error).message;
				return false;
			}
		},
	};
}
