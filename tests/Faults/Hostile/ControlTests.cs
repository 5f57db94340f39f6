namespace Timeline.Tests.Faults.Hostile;

/// <summary>Decoders without their checks: what becomes of them must be seen, or nothing is shown by not seeing it.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("stack", "the process ended with 134")]
    [InlineData("memory", "OutOfMemoryException")]
    [InlineData("foreign", "InvalidOperationException")]
    [InlineData("hang", "hang hang")]
    [InlineData("unusable", "it changed")]
    [InlineData("words", "a control character in a message")]
    public async Task A_decoder_without_a_check_is_caught(string fault, string seen)
    {
        var run = await Attackers.RunAsync("naive", fault);
        Assert.Contains(seen, run.Faults, StringComparison.Ordinal);
    }
}
