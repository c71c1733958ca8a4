import './ui/frame.js';
