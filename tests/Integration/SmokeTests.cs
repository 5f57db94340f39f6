namespace Timeline.Tests.Integration;

public sealed class SmokeTests
{
    [Fact]
    public void The_suite_runs() => Assert.NotEmpty(typeof(SmokeTests).Assembly.GetName().Name!);
}
