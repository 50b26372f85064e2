import { authenticateBy } from './authentication';

authenticateBy('oAuth2');
