using FsCheck.Fluent;
using Timeline.ErrorLogs;
using Timeline.Tests.Properties.Events;

namespace Timeline.Tests.Properties.ErrorLogs;

public sealed class ErrorLogLaws
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_log_does_what_a_plain_list_does() => Law.Holds(
        Arb.From(Gen.Choose(0, 1_000_000).ArrayOf()),
        script =>
        {
            var (log, model) = (ErrorLog.Empty, new List<StoredError>());
            foreach (var step in script)
            {
                if (step % 5 == 0)
                {
                    var keep = new ErrorRetention
                    {
                        Count = step / 5 % 3 == 0 ? step / 15 % 20 : null,
                        Age = step / 5 % 2 == 0 ? TimeSpan.FromSeconds(step / 10 % 60) : null,
                        Exempt = entry => entry.Agent == "agent1",
                    };
                    var (age, count) = (keep.Age ?? TimeSpan.MaxValue, keep.Count ?? int.MaxValue);
                    model = [.. model.Where((stored, place) => keep.Exempt(stored.Entry)
                        || (model.Count - place <= count && Start.AddSeconds(60) - stored.Entry.Timestamp <= age))];
                    log = log.Retain(keep, Start.AddSeconds(60));
                }
                else
                {
                    var entry = Entry(step % 97);
                    var after = Right(log.Append(entry));
                    var isThere = model.Exists(stored => stored.Entry == entry);
                    Assert.Equal(isThere, ReferenceEquals(after, log));
                    if (!isThere) model.Add(new StoredError(after.LastNumber, entry));
                    Assert.Equal(log.LastNumber + (isThere ? 0 : 1), after.LastNumber);
                    log = after;
                }

                Assert.Equal(model, log.Entries);
                Assert.Equal(Enumerable.Reverse(model).Where(stored => stored.Entry.Agent == "agent2").Take(3), log.Read(
                    new ErrorQuery { Agent = "agent2", Limit = 3 }));
            }
        });

    private static ErrorEntry Entry(int number) => Right(ErrorEntry.Create(new ErrorDraft
    {
        Id = EventGenerators.IdOf(number),
        Timestamp = Start.AddSeconds(number % 60),
        Action = "save",
        Message = $"failure {number}",
        Agent = $"agent{number % 4}",
    }));
}
