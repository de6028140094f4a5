import "@kit/styles/tokens.css";
import "@kit/styles/base.css";
import "@kit/styles/kit.css";
import "@screens/screens.css";
import { start } from "@screens/start";
import { Portal } from "./Portal";

void start(<Portal />);
