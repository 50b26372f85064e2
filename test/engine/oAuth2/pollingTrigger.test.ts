import '../../helpers/byServiceAccount';

import '../pollingTrigger.test';
