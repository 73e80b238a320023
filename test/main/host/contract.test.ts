import { openHost } from '../../../main/host/host.ts';
import { WebBridge } from '../../../renderer/bridge/web.ts';
import { openFakeLab } from '../../contract/fake-lab.ts';
import { contractSuite } from '../../contract/suite.ts';

contractSuite('the host and the renderer’s bridge', async () => {
  const { lab, close } = await openFakeLab();
  const host = await openHost({ lab, port: 0 });
  const bridge = new WebBridge(`http://127.0.0.1:${host.port}`, host.token);
  return {
    lab: bridge,
    close: async () => {
      await host.close();
      await close();
    },
  };
});
