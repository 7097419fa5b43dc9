namespace GeoServe.SampleCity.Points;

/// <summary>A kind of public facility.</summary>
/// <param name="Category">In English, as styles use it.</param> <param name="CategoryZh">In Chinese.</param>
/// <param name="Ending">What its names end with.</param> <param name="Weight">How common.</param>
/// <param name="Rural">Share of them in villages, 0 to 1.</param>
/// <param name="LeastCapacity">People, pupils, beds or the like.</param> <param name="MostCapacity">Likewise.</param>
internal sealed record FacilityKind(
    string Category, string CategoryZh, string Ending, double Weight, double Rural, int LeastCapacity, int MostCapacity)
{
    /// <summary>All kinds.</summary>
    public static readonly FacilityKind[] All =
    [
        new("kindergarten", "幼儿园", "幼儿园", 10, 0.35, 60, 480), new("primary_school", "小学", "小学", 8, 0.45, 120, 2_400),
        new("middle_school", "中学", "中学", 4, 0.25, 400, 4_200), new("hospital", "医院", "医院", 2.2, 0.1, 60, 2_000),
        new("clinic", "卫生服务站", "卫生室", 14, 0.7, 2, 30), new("fire_station", "消防站", "消防救援站", 1, 0.2, 15, 70),
        new("police", "派出所", "派出所", 2.4, 0.3, 10, 90), new("market", "农贸市场", "农贸市场", 6, 0.3, 40, 600),
        new("park", "公园", "公园", 5, 0.1, 500, 20_000), new("shelter", "应急避难场所", "应急避难场所", 7, 0.45, 200, 12_000),
        new("nursing_home", "养老院", "养老服务中心", 5, 0.4, 20, 400), new("library", "图书馆", "图书分馆", 1.6, 0.15, 40, 900),
        new("stadium", "体育场馆", "体育中心", 1.2, 0.1, 300, 20_000), new("bus_station", "公交场站", "公交站", 9, 0.3, 4, 60),
        new("charging_station", "充电站", "充电站", 8, 0.15, 4, 80), new("toilet", "公共厕所", "公共厕所", 9, 0.2, 4, 24),
        new("convenience_centre", "便民服务中心", "便民服务中心", 5, 0.7, 3, 40), new("waste_station", "垃圾中转站", "垃圾中转站", 3, 0.4, 5, 200),
    ];
}
