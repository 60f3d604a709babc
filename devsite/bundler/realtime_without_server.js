/**
 * A site with `disable_async` has no realtime server, so its pages have no socket. Every method of
 * Frappe's RealTimeClient minds that but emit(): list and report views stopped with a page error.
 * The bundler puts this at the end of frappe/socketio_client.js, where the class is in scope.
 */
/* global RealTimeClient */
const emitToServer = RealTimeClient.prototype.emit;
RealTimeClient.prototype.emit = function (...args) {
	if (this.socket) emitToServer.apply(this, args);
};
