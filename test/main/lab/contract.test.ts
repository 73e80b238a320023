import { openFakeLab } from '../../contract/fake-lab.ts';
import { contractSuite } from '../../contract/suite.ts';

contractSuite('no front', openFakeLab);
