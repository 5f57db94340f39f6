using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_variable_goes_on_where_it_was()
    {
        var path = Path.Combine(_folder, "state.db");
        {
            await using var store = SqliteHistoryStore.Open(path);
            await using var registry = new Registry(new RegistryOptions { Journal = new JournalOptions { Store = store } });
            var lives = registry.Watch("lives", 3);
            lives.Set(lives.Value - 1, "fell into the lava");
        }

        {
            await using var store = SqliteHistoryStore.Open(path);
            await using var registry = new Registry(new RegistryOptions { Journal = new JournalOptions { Store = store } });
            Assert.Equal(2, registry.Watch("lives", 3).Value);
        }
    }

    [Fact]
    public async Task Values_can_be_sealed()
    {
        var vault = new Dictionary<string, byte[]> { ["2026"] = new byte[32], ["2027"] = [.. Enumerable.Repeat((byte)7, 32)] };
        await using var store = SqliteHistoryStore.Open(Path.Combine(_folder, "sealed.db"));
        var keys = new KeyRing("2026", id => vault.TryGetValue(id, out var key) ? key : null);
        var journal = new JournalOptions { Store = store, Sealing = new Sealing { Keys = keys } };

        await using var registry = new Registry(new RegistryOptions { Journal = journal });
        var secret = registry.Watch("secret", "first");
        keys.Rotate("2027");
        Assert.Equal("second", secret.Set("second").Value);
        await using var again = new Registry(new RegistryOptions { Journal = journal });
        Assert.Equal("first", again.Watch("secret", "").At(0).Value);
    }
}
