import "@kit/styles/tokens.css";
import "@kit/styles/base.css";
import "@kit/styles/kit.css";
import "@screens/screens.css";
import { start } from "@screens/start";
import { App } from "./App";

void start(<App />);
