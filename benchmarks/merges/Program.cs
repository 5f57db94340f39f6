using System.Runtime.InteropServices;
using Timeline.Merges;

using var interrupted = new CancellationTokenSource();
using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    interrupted.Cancel();
});
return await MergesCommand.RunAsync(args, Console.Out, Console.Error, interrupted.Token).ConfigureAwait(false);
