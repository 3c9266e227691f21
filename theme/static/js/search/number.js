(function (Gongbao) { "use strict"; Gongbao.number = {}; })(window.Gongbao);
