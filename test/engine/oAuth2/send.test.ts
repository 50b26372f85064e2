import '../../helpers/byServiceAccount';

import '../send.test';
