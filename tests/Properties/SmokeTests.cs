namespace Timeline.Tests.Properties;

public sealed class SmokeTests
{
    [Fact]
    public void The_suite_runs() => Assert.NotEmpty(typeof(SmokeTests).Assembly.GetName().Name!);
}
