/**
 * Objects of one kind that one look reads: eight requests of fifty. OVHcloud tolerates about sixty
 * requests a minute for each consumer key, and others use the key, too. What is left over waits
 * for the next look.
 */
export const MOST_OBJECTS = 400;

/** Milliseconds between such looks where what is left over cannot wait: with their lists, fifty requests a minute. */
export const PAUSE_MS = 10_000;

/** Days after which an SMS counts as never finished: they are valid for 48 hours at most. */
export const GIVEN_UP_DAYS = 5;
