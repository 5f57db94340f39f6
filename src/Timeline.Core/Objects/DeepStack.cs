using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Timeline.Objects;

/// <summary>Runs what nests as deep as a value does where the stack is large enough for that.</summary>
/// <remarks>
/// System.Text.Json spends some kilobytes of stack on each level, and asks nobody how many are left; running out of it
/// ends the process. So what is deeper than it goes by itself is read on a thread of its own, which is waited for.
/// </remarks>
internal static class DeepStack
{
    private const int Usual = 64;
    private const int Bytes = 16 * 1024 * 1024;

    [SuppressMessage("Design", "CA1031", Justification = "It is thrown again, on the thread that asked.")]
    internal static object? Run(int depth, Func<object?> act)
    {
        if (depth <= Usual) return act();
        object? result = null;
        ExceptionDispatchInfo? failure = null;
        // In the background: should the program end meanwhile, it is not held up.
        var thread = new Thread(Act, Bytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;

        void Act()
        {
            try
            {
                result = act();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
