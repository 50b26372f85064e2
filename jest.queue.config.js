// Where its logs go; each run empties its folder.
process.env.E2E_RUN = 'queue';

/**
 * Tests with n8n in queue mode: a main process, two workers, Redis and PostgreSQL.
 * @type {import('jest').Config}
 */
module.exports = {
	...require('./jest.e2e.config'),
	testMatch: ['<rootDir>/test/queue/*.e2e.test.ts'],
};
