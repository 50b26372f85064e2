import { artifact } from '../n8n/artifacts';
import { ground, newFolder, newUserFolder } from '../n8n/ground';
import { freePort } from '../../../tools/n8n/ports';
import { N8nProcess } from '../../../tools/n8n/process';
import type { SavedWorkflow } from '../../../tools/n8n/rest';
import { N8nServer } from '../../../tools/n8n/server';
import { POSTGRES_USER, startPostgres } from './postgres';
import { startRedis } from './redis';

const WORKERS = 2;

/** Executions at a time, as n8n's worker command has it. */
const CONCURRENCY = 10;

/** An execution as the database has it, and which one it repeats. */
export interface QueuedExecution {
	id: number;
	status: string;
	retryOf: string | null;
}

/** n8n in queue mode: one main process, workers, Redis and PostgreSQL. */
export interface QueueMode {
	main: N8nServer;
	workers: N8nProcess[];
	/** The process that is called in place of the main one, where there is one. */
	webhooks?: N8nProcess;
	/** All executions of a workflow. (The pages of n8n's own list can leave some out.) */
	executions(workflow: SavedWorkflow): Promise<QueuedExecution[]>;
	stop(): Promise<void>;
}

/**
 * A worker that is gone is noticed after seconds; n8n takes a minute and more. Not for long work: it
 * also has to renew its hold on a job sooner.
 */
export const NOTICED_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

export interface QueueOptions {
	/** Whether calls from outside go to a process of their own. */
	ownWebhooks?: boolean;
}

/** Starts n8n in queue mode; each process has the package in a user folder of its own. */
export async function startQueueMode(
	further: NodeJS.ProcessEnv = {},
	{ ownWebhooks = false }: QueueOptions = {},
): Promise<QueueMode> {
	const [redis, postgres] = await Promise.all([startRedis(newFolder('redis-')), startPostgres()]);
	const webhooksAt = ownWebhooks ? await freePort() : undefined;
	const settings = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: POSTGRES_USER,
		...(webhooksAt && {
			WEBHOOK_URL: `http://127.0.0.1:${webhooksAt}/`,
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		}),
		...further,
	};
	// The first one makes the tables.
	const main = await N8nServer.start(ground().n8n, newUserFolder(), {
		log: artifact('queue-main.log'),
		settings,
	});
	const workers = await Promise.all(
		Array.from({ length: WORKERS }, async (_, index) => await startWorker(index, settings)),
	);
	const webhooks = webhooksAt ? await startWebhooks(webhooksAt, settings) : undefined;
	return {
		main,
		workers,
		webhooks,
		executions: async ({ id }) =>
			await postgres.select(
				`select id, status, "retryOf" from execution_entity where "workflowId" = '${id}'`,
			),
		stop: async () => {
			await Promise.all([main, webhooks, ...workers].map(async (each) => await each?.stop()));
			await Promise.all([redis.stop(), postgres.stop()]);
		},
	};
}

async function startWorker(index: number, settings: NodeJS.ProcessEnv): Promise<N8nProcess> {
	const port = await freePort();
	const worker = new N8nProcess({
		n8n: ground().n8n,
		userFolder: newUserFolder(),
		command: ['worker', `--concurrency=${CONCURRENCY}`],
		settings: {
			...settings,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		},
		logFile: artifact(`queue-worker-${index + 1}.log`),
		readyAt: [`http://127.0.0.1:${port}/healthz/readiness`],
	});
	await worker.start();
	return worker;
}

async function startWebhooks(port: number, settings: NodeJS.ProcessEnv): Promise<N8nProcess> {
	const webhooks = new N8nProcess({
		n8n: ground().n8n,
		userFolder: newUserFolder(),
		command: ['webhook'],
		settings: {
			...settings,
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		},
		logFile: artifact('queue-webhooks.log'),
		readyAt: [`http://127.0.0.1:${port}/healthz/readiness`],
	});
	await webhooks.start();
	return webhooks;
}
