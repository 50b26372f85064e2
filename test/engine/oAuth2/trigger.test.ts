import '../../helpers/byServiceAccount';

import '../trigger.test';
