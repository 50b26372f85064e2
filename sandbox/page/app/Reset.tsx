import { useSignal } from '@preact/signals';
import { command } from './sandboxApi';
import { forgetRemoved } from './store';
import { useTask } from './useTask';

/** Back to the start, after a second click. */
export function Reset() {
	const asked = useSignal(false);
	const task = useTask();
	const reset = async () => {
		if (!(await task.run(async () => await command('reset', {})))) return;
		forgetRemoved();
		asked.value = false;
	};
	return (
		<section class="card reset" aria-label="Start anew">
			{asked.value ? (
				<>
					<p>Take away all messages, answers and opt-outs, and give the credits back?</p>
					<button type="button" class="danger" onClick={reset}>
						Reset
					</button>
					<button type="button" onClick={() => (asked.value = false)}>
						Keep them
					</button>
				</>
			) : (
				<button type="button" onClick={() => (asked.value = true)}>
					Reset the sandbox…
				</button>
			)}
			<p class="error" role="alert">
				{task.error}
			</p>
		</section>
	);
}
