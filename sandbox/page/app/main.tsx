import { render } from 'preact';
import { App } from './App';
import { follow } from './sandboxApi';
import './style.css';

render(<App />, document.getElementById('app') as HTMLElement);
void follow();
