using GeoServe.Core.Features;
using GeoServe.TestKit.Fakes;
using NUnit.Framework;

namespace GeoServe.UnitTests.Features;

public class FeatureSchemaTests
{
    [Test]
    public void A_schema_with_other_columns_has_an_index_for_each()
    {
        FeatureSchema schema = TestMaps.Schema with { Columns = [.. TestMaps.Schema.Columns, new Column("joined", ValueKind.Real)] };

        Assert.That(schema.EveryColumn, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(TestMaps.Schema.EveryColumn, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(schema with { Key = null }, Has.Property(nameof(FeatureSchema.EveryColumn)).EqualTo(schema.EveryColumn));
    }
}
